"""The connection to a Dask scheduler: what we use of Dask, with our words for what goes wrong.

Only functions of Python itself are sent, and those of a node by name: the scheduler needs no Quizproof, and it does not
matter how this one was started.
"""

import concurrent.futures
import logging
import pkgutil
import warnings
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from ..hidden import visible
from ..literals import Unreadable
from .executing import Unavailable

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")

REACH_SECONDS: Final = 10.0
"""So long a scheduler may take to answer at first."""
_ANSWER_SECONDS: Final = 5.0
_CLOSE_SECONDS: Final = 2.0
_BRIEFLY: Final = 0.02


class Future(Protocol):
    """A task of Dask, as far as we use it."""

    status: str

    def done(self) -> bool:
        """Return whether it has ended, well or not."""
        ...

    def exception(self, timeout: float | None = None) -> object:
        """Wait until it has ended."""
        ...

    def result(self, timeout: float | None = None) -> Any:
        """Fetch what it has returned, or raise what it has raised."""
        ...

    def release(self) -> None:
        """Let Dask forget it."""
        ...


class GivenUp(Exception):
    """Dask has cancelled a task, or its workers died too often: it may be sent again."""


class Failed(Exception):
    """A task has raised. `str()` is what, in one line."""


class Scheduler:
    """A Dask scheduler that answers. Raises Unreadable where Dask is not installed, and Unavailable."""

    def __init__(self, address: str, seconds: float = REACH_SECONDS) -> None:
        self.address = address
        self._client = _connected(address, seconds)

    @property
    def answers(self) -> bool:
        """Whether the connection is there."""
        return bool(self._client.status == "running")

    def submit(self, key: str, function: Callable[..., Any], *arguments: object) -> Future:
        """Send a task. Raises Unavailable."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a large bank
                sent: Future = self._client.submit(function, *arguments, key=key)
                return sent
        except Exception:  # noqa: BLE001  # Dask raises no less than that where its connection is gone
            raise self.gone() from None

    def fetch(self, future: Future, waiting: float, fetching: float) -> Any:
        """Return the result of a task. Raises TimeoutError, GivenUp and Failed."""
        from distributed import KilledWorker

        try:
            if not future.done():
                future.exception(timeout=waiting)
            return future.result(timeout=fetching)
        except (CancelledError, KilledWorker):
            raise GivenUp from None
        except Exception as error:  # noqa: BLE001  # whatever was raised there, or by Dask on the way
            if future.status == "error" or not isinstance(error, OSError):
                raise Failed(shortly(error)) from None
        sleep(_BRIEFLY)  # the scheduler has no time, or is gone, which is known in a moment
        raise TimeoutError

    def threads(self) -> int | None:
        """Return how many tasks the workers can run at a time; None where the scheduler does not answer."""
        with suppress(Exception):
            return int(sum(self._client.nthreads(callback_timeout=_ANSWER_SECONDS).values()))
        return None

    def where(self, future: Future) -> str:
        """Return the worker that has the result of a task, where it is still there."""
        with suppress(Exception):
            [(where, *_)] = self._client.who_has([future], callback_timeout=_ANSWER_SECONDS).values()
            return visible(str(where))
        return "that is gone"

    def everywhere(self, function: str) -> dict[str, Any]:
        """Return what a function, named `module:name`, returns on each worker, or the exception that it raises."""
        with suppress(Exception):
            told = self._client.run(_ByName(function), on_error="return", callback_timeout=_ANSWER_SECONDS)
            return {visible(str(worker)): found for worker, found in sorted(told.items())}
        return {}

    def close(self, function: str, argument: str) -> None:
        """End the connection, and with it every task; call a function on each worker before, where that is quick."""
        with suppress(Exception):
            if self.answers:
                self._client.run(_ByName(function), argument, on_error="ignore", callback_timeout=_CLOSE_SECONDS)
        with suppress(Exception):
            self._client.close(timeout=_CLOSE_SECONDS)

    def gone(self) -> Unavailable:
        """Return what to say when the scheduler has ended."""
        mend = "start it and its workers again, and run the same command again"
        return Unavailable(f"the Dask scheduler at {self.address} is gone: {mend}")


class _ByName:
    """Stands for a function that only workers have: it is looked up where this is unpacked."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return pkgutil.resolve_name, (self.name,)


def worker_command(address: str) -> str:
    """Return the command that starts workers."""
    return f"`dask worker {address} --nworkers 2 --nthreads 1`"


def shortly(error: Exception) -> str:
    """Return an exception of another program in one line."""
    return " ".join(visible(f"{type(error).__name__}: {error}").split())[:300]


def _connected(address: str, seconds: float) -> "Client":
    try:
        from distributed import Client
    except ImportError:
        raise Unreadable("a cluster needs distributed: install it with `pip install 'quizproof[cluster]'`") from None
    _hush()
    if address.startswith("tls:"):
        _certified(address)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions that differ: where that matters it is found out
            return _within(
                seconds + _ANSWER_SECONDS,
                lambda: Client(address, timeout=seconds, set_as_default=False, name="quizproof"),
            )
    except OSError:
        mend = f"start one with `dask scheduler`, and its workers with {worker_command(address)}"
        raise Unavailable(f"no Dask scheduler answers at {address}: {mend}") from None
    except Exception as error:  # noqa: BLE001  # certificates, versions, a server that speaks another language
        raise Unavailable(f"the Dask scheduler at {address} cannot be used: {shortly(error)}") from None


def _certified(address: str) -> None:
    """Raise Unavailable where Dask's configuration has no certificates that can be used."""
    from distributed.security import Security

    try:
        found, why = Security().get_connection_args("client")["ssl_context"], "there are none"
    except Exception as error:  # noqa: BLE001  # files that are missing, or hold something else
        found, why = None, shortly(error)
    if found is None:
        mend = "name them in Dask's configuration, under distributed.comm.tls as `ca-file`, `client.cert`, `client.key`"
        raise Unavailable(f"{address} wants certificates, and {why}: {mend}")


def _within(seconds: float, make: Callable[[], T]) -> T:
    """Return what is made, or raise what that raises; TimeoutError where it takes longer.

    Dask waits for ever where a server has the port that speaks another language.
    """
    made: concurrent.futures.Future[T] = concurrent.futures.Future()

    def making() -> None:
        try:
            made.set_result(make())
        except BaseException as error:  # noqa: BLE001  # it is raised where the result is asked for
            made.set_exception(error)

    Thread(target=making, daemon=True).start()
    return made.result(timeout=seconds)


def _hush() -> None:
    """Let Dask say nothing of its own: what it logs on stderr would come between our lines."""
    for name in [*logging.root.manager.loggerDict, "asyncio"]:
        if name.partition(".")[0] in ("asyncio", "distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
