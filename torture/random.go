package main

import "math/rand/v2"

func (s *setup) random() *rand.Rand { return rand.New(rand.NewPCG(s.seed, 7)) }
