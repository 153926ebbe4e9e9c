package ask

// PointsOf is pointsOf, for tests.
var PointsOf = pointsOf
