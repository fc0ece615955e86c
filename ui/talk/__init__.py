"""Talk: a request that is spoken, and an answer that is read aloud."""
