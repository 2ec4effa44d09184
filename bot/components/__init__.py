"""Components of the pipeline; each lends Rasa something of the core."""
