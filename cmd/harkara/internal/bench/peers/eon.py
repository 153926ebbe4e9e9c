# First passage over a random directed graph, chance 0.3 and an exponential delay on
# each link, by EoN. Tells the processor time of one link of a reached unit.
import math, random, sys, time
import networkx, EoN

units, each, plays = (int(a) for a in sys.argv[1:])
luck = random.Random(1)
graph = networkx.DiGraph()
graph.add_nodes_from(range(units))
for u in range(units):
    graph.add_edges_from((u, luck.randrange(units)) for _ in range(each))

def passes(u, v):
    return luck.expovariate(1) if luck.random() < 0.3 else math.inf

reached = 0
began = time.process_time()
for _ in range(plays):
    t, s, i, r = EoN.fast_nonMarkov_SIR(graph, passes, lambda u: 1e9, initial_infecteds=[0], tmax=1e6)
    reached += i[-1]
print(f"{(time.process_time() - began) * 1e9 / max(1, reached * each):.3f} ns/link")
