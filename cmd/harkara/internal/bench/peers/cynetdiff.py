# Independent cascades in rounds over a random directed graph, by cynetdiff.
# Tells the processor time of one link of a reached unit.
import array, random, sys, time

sys.path.pop(0)  # this file has the library's name
from cynetdiff.models import IndependentCascadeModel

units, each, plays = (int(a) for a in sys.argv[1:])
luck = random.Random(1)
starts, ends = array.array("I"), array.array("I")
for u in range(units):
    starts.append(len(ends))
    ends.extend(sorted({luck.randrange(units) for _ in range(each)} - {u}))
model = IndependentCascadeModel(starts, ends, activation_prob=0.3)
model.set_seeds([0])
reached = 0
began = time.process_time()
for _ in range(plays):
    model.reset_model()
    model.advance_until_completion()
    reached += model.get_num_activated_nodes()
print(f"{(time.process_time() - began) * 1e9 / max(1, reached * each):.3f} ns/link")
