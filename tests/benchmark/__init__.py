"""Measures the assistant against the pipeline and policies that ``rasa init`` writes, on one machine in one run."""
