"""Is a file what it says, harmless and clean? Judged by the worker in a limited child process, before anybody else sees it."""
