"""Benchmarks: ratios against raw libraries and baselines, measured side by side in one run."""
