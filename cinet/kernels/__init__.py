"""Array kernels: arrays in, arrays out; numpy and numba only."""

from cinet.kernels.compiling import announce

announce()
