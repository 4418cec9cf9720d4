#!/usr/bin/env node
// Committed, so that npm finds it to link before the first build.
import '../dist/main.js';
