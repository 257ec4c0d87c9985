import hypothesis
from tests.segments.conftest import *
from tests.segments import test_matching as m, test_explaining as e
f=m.test_sql_and_python_mean_the_same_people
test_soak=hypothesis.settings(max_examples=2500,deadline=None)(f)
