"""The assistant without Rasa: catalogue, understanding, look-up and answering.

Words in, answer out, in one direction:

    words -> danger? -> understand -> look up -> who is responsible -> compose -> answer

``core.way`` holds that way; every other module is one step of it. Nothing in here knows Rasa, HTTP or the terminal.
"""
