"""The one exception that a user sees: a sentence that says what, where, the value, what is allowed and what to do."""


class InputError(Exception):
    """Something that the user gave cannot be used.

    The message is one line, ready to print: what is wrong, where (file, row), the value found, what is allowed,
    what to do. The command line prints it without a traceback and exits with status 2.
    """
