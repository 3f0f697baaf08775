"""Everything that dragoman raises on purpose: a sentence that says what, where and what to do next.

    DragomanError
    ├── RequestError     an option or a combination of options that cannot be served
    ├── DocumentError    a report that cannot be read
    ├── GlossaryError    one or more bad rows in the glossary, each with `path:line`
    ├── ExchangeError    a file that cannot be imported into the glossary, or a glossary that a format cannot hold
    ├── EngineError      no package for the pair, or a package that does not load
    ├── CatalogueError   a PO file that does not parse
    ├── MemoryFileError  a TMX file that cannot be used as memory
    ├── ReturnedError    a file that people hand back, and that cannot be read
    └── OutputError      a file or folder that cannot be written
        └── OutdatedError    a file that another program changed after it was read

The command line shows the message and ends with exit status 2.
"""


class DragomanError(Exception):
    """Base of all errors whose message is meant for the user."""


class RequestError(DragomanError):
    """An option, or a combination of options, cannot be served."""


class DocumentError(DragomanError):
    """A report cannot be read."""


class GlossaryError(DragomanError):
    """The glossary cannot be used; the message lists every problem, one `path:line: text` a line."""


class ExchangeError(DragomanError):
    """A file cannot be imported into the glossary, or the glossary cannot be written in a format."""


class EngineError(DragomanError):
    """No engine serves the language pair, or its package does not load."""


class CatalogueError(DragomanError):
    """A PO file cannot be parsed."""


class MemoryFileError(DragomanError):
    """A file cannot be used as translation memory."""


class ReturnedError(DragomanError):
    """A file that people hand back cannot be read."""


class OutputError(DragomanError):
    """A file or a folder cannot be written."""


class OutdatedError(OutputError):
    """A file was changed by another program after it was read, and what would replace it knows nothing of that."""
