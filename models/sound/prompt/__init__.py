"""Reading a prompt without a language model."""
