# Independent cascades in rounds over a random directed graph, by NDlib.
# Tells the processor time of one link of a reached unit.
import random, sys, time

sys.path.pop(0)  # this file has the library's name
import networkx
import ndlib.models.ModelConfig as config
from ndlib.models.epidemics import IndependentCascadesModel

units, each, plays = (int(a) for a in sys.argv[1:])
luck = random.Random(1)
graph = networkx.DiGraph()
graph.add_nodes_from(range(units))
for u in range(units):
    graph.add_edges_from((u, luck.randrange(units)) for _ in range(each))
reached, spent = 0, 0
for _ in range(plays):
    model = IndependentCascadesModel(graph)
    c = config.Configuration()
    c.add_model_initial_configuration("Infected", [0])
    for e in graph.edges():
        c.add_edge_configuration("threshold", e, 0.3)
    model.set_initial_status(c)
    began = time.process_time()
    while any(s == 1 for s in model.status.values()):
        model.iteration(node_status=False)
    spent += time.process_time() - began
    reached += sum(s == 2 for s in model.status.values())
print(f"{spent * 1e9 / max(1, reached * each):.3f} ns/link")
