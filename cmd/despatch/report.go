package main

import "context"

// report is what the operator's status shows of the owner, beside what the
// server knows itself.
func (o *owner) report(ctx context.Context) map[string]any {
	lines := map[string]any{}
	if engine := o.gate.engine.Load(); engine != nil {
		lines["engine"] = engine.Stats()
		lines["gazetteer"] = engine.Gazetteer()
	}
	if err := o.trouble(); err != nil {
		lines["trouble"] = err.Error()
	}
	if last, err := o.store.Last(ctx); err == nil {
		lines["behind"] = last - o.gate.Checkpoint()
	}
	lines["feeds"] = o.feedTroubles(ctx)
	return lines
}

// feedTroubles are the feeds that could not be polled, each with its reason in
// plain words.
func (o *owner) feedTroubles(ctx context.Context) map[string]string {
	troubles := map[string]string{}
	feeds, err := o.store.Feeds(ctx)
	if err != nil {
		troubles["all"] = err.Error()
	}
	for _, f := range feeds {
		if f.Problem != "" {
			troubles[f.URL] = f.Problem
		}
	}
	return troubles
}
