package report

import (
	"math"
	"strconv"

	"harkara/cascade/report/schema"
	"harkara/cascade/study"
)

func timeJSON(plan string, x study.TimeDifference) schema.PlanTime {
	d := x.Difference
	return schema.PlanTime{
		Plan: plan, Tier: x.Tier, Share: x.Share, Base: number(x.Base.Value), With: number(x.Plan.Value), Difference: number(d.Value), Low: number(d.Low), High: number(d.High),
		Earlier: x.Earlier, Later: x.Later, Equal: x.Equal,
	}
}

func goalJSON(plan string, x study.GoalDifference) schema.PlanGoal {
	return schema.PlanGoal{
		Plan: plan, Tier: x.Tier, Share: x.Share, By: x.By.Seconds(), Base: estimateJSON(x.Base), With: estimateJSON(x.Plan), Difference: estimateJSON(x.Difference), Gained: x.Gained, Lost: x.Lost,
	}
}

func timeRecord(plan string, x study.TimeDifference) []string {
	d := x.Difference
	return []string{
		plan, x.Tier, "", float(x.Base.Value), float(x.Plan.Value), float(d.Value), float(d.Low), float(d.High), "",
		strconv.Itoa(x.Earlier), strconv.Itoa(x.Later), "time_to_s", float(x.Share), "", "",
	}
}

func goalRecord(plan string, x study.GoalDifference) []string {
	d := x.Difference
	return []string{
		plan, x.Tier, float(x.By.Seconds()), float(x.Base.Value), float(x.Plan.Value), float(d.Value), float(d.Low), float(d.High), "",
		strconv.Itoa(x.Gained), strconv.Itoa(x.Lost), "goal", float(x.Share), "", "",
	}
}

// timeRow is a row of the table of a plan: when a share of a tier has it.
func timeRow(x study.TimeDifference, trials int) []Cell {
	by := cell("col-half-by")
	if x.Share == 0.9 {
		by = cell("col-90-by")
	}
	return []Cell{
		textCell(x.Tier), by, cell("time", x.Base.Value), cell("time", x.Plan.Value), laterCell(x),
		ofTrialsCell(x.Earlier, trials), ofTrialsCell(x.Later, trials),
	}
}

// laterCell is how much sooner or later a plan is, in the middle of all trials.
func laterCell(x study.TimeDifference) Cell {
	d := x.Difference
	switch {
	case d.Low > 0 && math.IsInf(d.Value, 1):
		return cell("later-never")
	case d.Low > 0 && math.IsInf(d.High, 1):
		return Cell{note("later-from", d.Value, d.Low), note("later", d.Value)}
	case d.Low > 0:
		return Cell{note("later-bounds", d.Value, d.Low, d.High), note("later", d.Value)}
	case d.High < 0 && math.IsInf(d.Value, -1):
		return cell("sooner-never")
	case d.High < 0 && math.IsInf(d.Low, -1):
		return Cell{note("sooner-from", -d.Value, -d.High), note("sooner", -d.Value)}
	case d.High < 0:
		return Cell{note("sooner-bounds", -d.Value, -d.High, -d.Low), note("sooner", -d.Value)}
	}
	return cell("tilde")
}

// goalRow is a row of the table of a plan: the chance of a goal.
func goalRow(x study.GoalDifference, trials int) []Cell {
	difference := signedCell(x.Difference)
	if x.Difference.Low <= 0 && x.Difference.High >= 0 {
		difference = cell("tilde")
	}
	return []Cell{
		textCell(x.Tier), cell("share-by", x.Share*100, x.By), cell("share", x.Base.Value), cell("share", x.Plan.Value), difference,
		ofTrialsCell(x.Gained, trials), ofTrialsCell(x.Lost, trials),
	}
}
