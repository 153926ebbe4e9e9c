# A relay tree of five tiers, of which each hop delivers with chance 0.9 after a
# lognormal delay, by SimPy. Tells the processor time of one unit.
import random, sys, time

sys.path.pop(0)  # this file has the library's name
import simpy

sizes = [int(a) for a in sys.argv[1:-1]]
plays = int(sys.argv[-1])
luck = random.Random(1)
mu, sigma = [0, 0.5, 1, 1.2, 1.5], [0, 0.8, 0.8, 0.9, 1]
children, first = [], 0
for t, size in enumerate(sizes):
    children.extend([] for _ in range(size))
    if t:
        for i in range(size):
            children[first - sizes[t - 1] + i * sizes[t - 1] // size].append(first + i)
    first += size

def hop(env, u, t):
    yield env.timeout(luck.lognormvariate(mu[t], sigma[t]))
    tell(env, u, t)

def tell(env, u, t):
    for v in children[u]:
        if luck.random() < 0.9:
            env.process(hop(env, v, t + 1))

began = time.process_time()
for _ in range(plays):
    env = simpy.Environment()
    tell(env, 0, 0)
    env.run()
print(f"{(time.process_time() - began) * 1e9 / (plays * len(children)):.3f} ns/unit")
