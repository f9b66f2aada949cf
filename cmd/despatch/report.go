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
	return lines
}
