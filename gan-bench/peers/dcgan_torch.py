"""A DCGAN of 28x28 pixels in PyTorch: a line of standard input with a number makes so many training steps.

Argument: float32, or bfloat16 for autocast. Steps and networks are those of BenchmarkGan.DCGAN.
"""

import os
import sys

import torch
from torch import nn
from torch.nn.functional import softplus

BATCH, LATENTS = 64, 100
rounded = sys.argv[1] == "bfloat16"
torch.manual_seed(7)
torch.set_num_threads(os.cpu_count())

generator = nn.Sequential(
    nn.Linear(LATENTS, 128 * 7 * 7),
    nn.LeakyReLU(0.2),
    nn.Unflatten(1, (128, 7, 7)),
    nn.ConvTranspose2d(128, 64, 5, 2, 2, output_padding=1),
    nn.LeakyReLU(0.2),
    nn.ConvTranspose2d(64, 1, 5, 2, 2, output_padding=1),
    nn.Tanh(),
)
discriminator = nn.Sequential(
    nn.Conv2d(1, 64, 5, 2, 2),
    nn.LeakyReLU(0.2),
    nn.Conv2d(64, 128, 5, 2, 2),
    nn.LeakyReLU(0.2),
    nn.Flatten(),
    nn.Linear(128 * 7 * 7, 1),
)
players = (generator, discriminator)
of_generator, of_discriminator = (torch.optim.Adam(p.parameters(), 2e-4, (0.5, 0.999)) for p in players)
data = [torch.randint(0, 256, (BATCH, 1, 28, 28), dtype=torch.uint8) for _ in range(20)]


def update(optimizer, loss):
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()


def step(number):
    real = data[number % len(data)].float() / 127.5 - 1
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=rounded):
        with torch.no_grad():
            fake = generator(torch.randn(BATCH, LATENTS))
        scores = discriminator(torch.cat((real, fake))).float()
    update(of_discriminator, softplus(-scores[:BATCH]).mean() + softplus(scores[BATCH:]).mean())
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=rounded):
        scores = discriminator(generator(torch.randn(BATCH, LATENTS))).float()
    update(of_generator, softplus(-scores).mean())


print("PyTorch " + torch.__version__, flush=True)
done = 0
for line in sys.stdin:
    for _ in range(int(line)):
        step(done)
        done += 1
    print("done", flush=True)
