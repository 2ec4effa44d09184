"""The Rasa side: pipeline, policies, components, the residents' channel and the store of conversations."""
