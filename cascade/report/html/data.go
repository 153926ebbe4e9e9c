package html

import (
	"encoding/json"
	"fmt"

	"harkara/model"
)

// What the page reads of the JSON of answers; what else is in them is left as it is.
type (
	look struct {
		Format   string          `json:"format"`
		Scenario about           `json:"scenario"`
		Result   json.RawMessage `json:"result"`
		Parts    []lookPart      `json:"parts"`
	}
	// localNames are names in the local script, by those in Latin script. Units of one
	// name that are called otherwise there are left out.
	localNames struct {
		Tiers map[string]string `json:"tiers"`
		Units map[string]string `json:"units"`
	}
	about struct {
		Command string   `json:"command"`
		Start   string   `json:"start"`
		Zone    string   `json:"timezone"`
		About   string   `json:"about"`
		Sources []string `json:"sources"`
		Text    string   `json:"text"`
	}
	lookPart struct {
		Message string            `json:"message"`
		Tier    string            `json:"tier"`
		Curves  curves            `json:"curves"`
		Plays   *plays            `json:"plays"`
		Film    json.RawMessage   `json:"film"`
		Studies []json.RawMessage `json:"studies"`
	}
	curves struct {
		At    []float64   `json:"at_s"`
		Known []knowing   `json:"known"`
		Right []rightness `json:"right"`
		Tiers []struct {
			Tier string     `json:"tier"`
			Mean []*float64 `json:"mean"`
		} `json:"tiers"`
	}
	knowing struct {
		Answer string     `json:"answer"`
		From   string     `json:"from"`
		Tier   string     `json:"tier"`
		Units  int64      `json:"units"`
		Mean   []*float64 `json:"mean"`
	}
	rightness struct {
		Tier    string     `json:"tier"`
		Against string     `json:"against"`
		Right   []*float64 `json:"right"`
		Wrong   []*float64 `json:"wrong"`
		Not     []*float64 `json:"not"`
	}
	answered struct {
		Name    string `json:"name"`
		From    string `json:"from"`
		To      string `json:"to"`
		Known   []tier `json:"known"`
		Reports *struct {
			Made  []count `json:"made"`
			Known []struct {
				Tier    string  `json:"tier"`
				Amounts []count `json:"amounts"`
			} `json:"known"`
		} `json:"reports"`
	}
	count struct {
		At   float64  `json:"at_s"`
		Mean *float64 `json:"mean"`
	}
	right struct {
		Tier    string `json:"tier"`
		Against string `json:"against"`
		Shares  []struct {
			At    float64  `json:"at_s"`
			Right estimate `json:"right"`
			Wrong estimate `json:"wrong"`
			Not   estimate `json:"not"`
		} `json:"shares"`
	}
	plays struct {
		Trials int          `json:"trials"`
		Reach  [][]*float64 `json:"reach"`
		Share  float64      `json:"share"`
		TimeTo []*float64   `json:"time_to_s"`
	}
	result struct {
		Format   string     `json:"format"`
		Harkara  string     `json:"harkara"`
		Scenario scenarioOf `json:"scenario"`
		Run      struct {
			Solver  string `json:"solver"`
			Engine  string `json:"engine"`
			Why     string `json:"why"`
			Trials  int    `json:"trials"`
			Seed    uint64 `json:"seed"`
			Points  int    `json:"points"`
			Partial bool   `json:"partial"`
		} `json:"run"`
		answer
		More []answer `json:"more_messages"`
	}
	scenarioOf struct {
		Name   string            `json:"name"`
		Title  string            `json:"title"`
		Local  string            `json:"title_local"`
		SHA256 string            `json:"sha256"`
		Plan   *string           `json:"plan"`
		Set    map[string]string `json:"set"`
		Given  []string          `json:"given"`
	}
	answer struct {
		Message  string     `json:"message"`
		Horizon  float64    `json:"horizon_s"`
		Tiers    []tier     `json:"tiers"`
		Goals    []goal     `json:"goals"`
		FirstBy  []firstBy  `json:"first_by"`
		Answers  []answered `json:"answers"`
		Right    []right    `json:"right"`
		Warnings []struct {
			Code string `json:"code"`
			Text string `json:"text"`
			// Note is the same as data; none in what older programs saved.
			Note model.Note `json:"note"`
		} `json:"warnings"`
	}
	tier struct {
		Tier   string  `json:"tier"`
		Units  int64   `json:"units"`
		Reach  []reach `json:"reach"`
		TimeTo []struct {
			Share  float64  `json:"share"`
			Median *float64 `json:"median_s"`
			Met    *float64 `json:"met"`
		} `json:"time_to"`
	}
	reach struct {
		At      float64             `json:"at_s"`
		Mean    *float64            `json:"mean"`
		Low     *float64            `json:"low"`
		High    *float64            `json:"high"`
		P05     *float64            `json:"p05"`
		P95     *float64            `json:"p95"`
		Luck    *estimate           `json:"luck"`
		Unknown *estimate           `json:"unknown"`
		Matters map[string]*float64 `json:"matters"`
	}
	goal struct {
		Tier   string   `json:"tier"`
		Share  float64  `json:"share"`
		By     float64  `json:"by_s"`
		Asked  float64  `json:"chance_asked"`
		Chance *float64 `json:"chance"`
		Low    *float64 `json:"low"`
		High   *float64 `json:"high"`
		Met    *bool    `json:"met"`
	}
	firstBy struct {
		Tier string `json:"tier"`
		Ways []struct {
			Way    string     `json:"way"`
			Over   string     `json:"over"`
			Shares []estimate `json:"shares"`
		} `json:"ways"`
	}
	estimate struct {
		Value *float64 `json:"value"`
		Low   *float64 `json:"low"`
		High  *float64 `json:"high"`
	}
	bottlenecks struct {
		Trials int      `json:"trials"`
		Of     string   `json:"of"`
		Total  int64    `json:"total"`
		At     float64  `json:"at_s"`
		Missed estimate `json:"missed"`
		Hops   []struct {
			From    string   `json:"from"`
			To      string   `json:"to"`
			Stopped estimate `json:"stopped"`
			Delay   *float64 `json:"delay_s"`
		} `json:"hops"`
		Units []struct {
			Unit    string   `json:"unit"`
			Code    string   `json:"code"`
			Tier    string   `json:"tier"`
			Perfect estimate `json:"gained_if_perfect"`
			Silent  estimate `json:"lost_if_silent"`
		} `json:"units"`
	}
	leftBehind struct {
		By        float64 `json:"by_s"`
		People    int64   `json:"people"`
		Unreached float64 `json:"unreached"`
		Units     []struct {
			Unit      string     `json:"unit"`
			People    int64      `json:"people"`
			Unreached float64    `json:"unreached"`
			Low       float64    `json:"low"`
			High      float64    `json:"high"`
			Why       string     `json:"why"`
			Because   model.Note `json:"because"`
		} `json:"units"`
	}
	// What sweeps and sensitivities share.
	study struct {
		Study    string     `json:"study"`
		Scenario scenarioOf `json:"scenario"`
		Measures []measure  `json:"measures"`
	}
	measure struct {
		Of    string   `json:"of"`
		Kind  string   `json:"kind"`
		Tier  string   `json:"tier"`
		Share *float64 `json:"share"`
		At    *float64 `json:"at_s"`
	}
	sweep struct {
		study
		Points []struct {
			Values []struct {
				Path  string `json:"path"`
				Value string `json:"value"`
			} `json:"values"`
			Answers []measured `json:"answers"`
		} `json:"points"`
	}
	measured struct {
		Of    string   `json:"of"`
		Value *float64 `json:"value"`
		P05   *float64 `json:"p05"`
		P95   *float64 `json:"p95"`
	}
	sensitivity struct {
		study
		Method  string    `json:"method"`
		Answers []indices `json:"answers"`
	}
	indices struct {
		Of     string   `json:"of"`
		Guess  *float64 `json:"at_guess"`
		P05    *float64 `json:"at_guess_p05"`
		P95    *float64 `json:"at_guess_p95"`
		Values []index  `json:"values"`
	}
	index struct {
		Paths   []string  `json:"paths"`
		Low     []string  `json:"low"`
		High    []string  `json:"high"`
		First   *estimate `json:"first"`
		Total   *estimate `json:"total"`
		Shapley *estimate `json:"shapley"`
		AtLow   *float64  `json:"at_low"`
		AtHigh  *float64  `json:"at_high"`
		Effect  *estimate `json:"mu_star"`
		SD      *float64  `json:"sigma"`
	}
	compare struct {
		Base   string `json:"base"`
		Trials int    `json:"trials"`
		Rows   []struct {
			Plan       string   `json:"plan"`
			Tier       string   `json:"tier"`
			At         float64  `json:"at_s"`
			Base       *float64 `json:"base"`
			With       *float64 `json:"with_plan"`
			Difference *float64 `json:"difference"`
			Low        *float64 `json:"low"`
			High       *float64 `json:"high"`
			Better     int      `json:"trials_better"`
			Worse      int      `json:"trials_worse"`
			P05        *float64 `json:"p05"`
			P95        *float64 `json:"p95"`
		} `json:"rows"`
	}
)

// format is the format of a JSON document; "" where it names none.
func format(data json.RawMessage) string {
	var head struct {
		Format string `json:"format"`
	}
	_ = json.Unmarshal(data, &head)
	return head.Format
}

// Known tells whether the page has pictures for a JSON document.
func Known(data json.RawMessage) bool {
	switch format(data) {
	case "harkara.study/v1":
		var s study
		return json.Unmarshal(data, &s) == nil && (s.Study == "sweep" || s.Study == "sensitivity" || s.Study == "place")
	case "harkara.report/v1", "harkara.result/v1", "harkara.bottlenecks/v1", "harkara.left-behind/v1", "harkara.compare/v1":
		return true
	}
	return false
}

// read reads a document.
func read(data json.RawMessage, into any) error {
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", format(data), err)
	}
	return nil
}
