"""Answers in words only."""

from engine.tasks.task import Arg, Output, Task

_TEXT = (Output("text", "text"),)

TASKS = [
    Task("chat", "reply", "Small talk, help and questions about what can be done.", (Arg("text", "text", "the answer"),), _TEXT,
         examples=("hello!", "what are you able to do with a song?")),
    Task("ask", "reply", "One short question, when something needed is missing or two things fit.", (Arg("text", "text", "the question"),), _TEXT,
         examples=("make it nicer", "speed it up")),
    Task("refuse", "reply", "A clear no, with the nearest thing that works.", (Arg("text", "text", "the answer"),), _TEXT,
         examples=("send this song to my label by email", "what is the capital of Peru")),
]
