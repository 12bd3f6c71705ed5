"""How jupyter_client, and papermill over it, get kernels that are copies of one process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import EntryPoint
from typing import Any, ClassVar

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from kzlib.kernels.original import Original

_NAME = "kz-copied"


class _Copy:
    """A kernel's process as `LocalProvisioner` handles one, which is not a child of this process."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """None while it runs; how it ended is not known."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 1
        return None

    wait = poll

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it is still there."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class Copied(LocalProvisioner):
    """Has a kernel copied in place of starting it."""

    process: Any = None
    original: ClassVar[Original | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Where to reach the kernel that a command line would start. Raises OSError if it cannot be copied."""
        assert self.original
        arguments = cmd[cmd.index("ipykernel_launcher") + 1 :]
        pid = self.original.copy(arguments, dict(kwargs["env"]), kwargs.get("cwd"))
        self.process, self.pid, self.pgid = _Copy(pid), pid, pid
        return self.connection_info


@contextmanager
def copied(original: Original) -> Iterator[None]:
    """Within the block, kernels that jupyter_client starts are copies of `original`."""
    factory = KernelProvisionerFactory.instance()
    factory.provisioners[_NAME] = EntryPoint(_NAME, f"{__name__}:{Copied.__name__}", factory.GROUP_NAME)
    before, factory.default_provisioner_name = factory.default_provisioner_name, _NAME
    Copied.original = original
    try:
        yield
    finally:
        Copied.original, factory.default_provisioner_name = None, before
