using System.Text.RegularExpressions;
using MetricCare.Core.Sql;
using MetricCare.Jobs.Tests.Models;
using MetricCare.Jobs.ValueSets;

namespace MetricCare.Jobs.Tests.ValueSets;

/// <summary>The lists of this repository against the specification's own words.</summary>
public sealed partial class ShippedValueSetTests
{
    private const string Snomed = "http://snomed.info/sct";

    private static readonly string Folder = Path.Combine(Repository.Jobs, "value-sets");

    private static readonly IReadOnlyList<ValueSetCode> Codes = ValueSetLoader.Load([Folder], []);

    /// <summary>Lists that an operator supplies: none may ship, or none is known.</summary>
    private static readonly string[] Supplied = ["ccs_dx", "ccs_px", "hwr_surgical_procedures", "vs_infection_force_poa"];

    [Theory]
    [InlineData("pra_pr1_procedures", "64 105 176", 3)]
    [InlineData("pra_pr2_diagnoses", "45 254", 2)]
    [InlineData("pra_pr3_procedures", "1 3 5 9 10 12 33 36 38 40 43 44 45 49 51 52 53 55 56 59 66 67 74 78 79 84 85 86 99 104 106 107 109 112 113 114 119 120 124 129 132 142 152 153 154 158 159 166 167 172 175", 51)]
    [InlineData("pra_pr4_acute_diagnoses", "1-5 7-9 54 55 60 61 63 76-78 82-85 87 89-93 99 102 104 107 109 112 116 118 120 122-131 135 137 139 140 142 145 146 148 153 154 157 159 165 168 172 197 198 226 227 229 233-235 238-247 249-253 259 650-653 656 658 660-663 670", 95)]
    [InlineData("hwr_psychiatric_diagnoses", "650-652 654-659 662 670", 11)]
    [InlineData("hwr_rehabilitation_diagnoses", "254", 1)]
    [InlineData("hwr_cancer_diagnoses", "11-45", 35)]
    [InlineData("hwr_cohort_diagnoses CARDIORESPIRATORY", "56 103 108 122 125 127 128 131", 8)]
    [InlineData("hwr_cohort_diagnoses CARDIOVASCULAR", "96 97 100-102 104-107 114-117 213", 14)]
    [InlineData("hwr_cohort_diagnoses NEUROLOGY", "78-83 85 95 109-113 216 227 233", 16)]
    public void Lists_of_clinical_categories_are_those_of_the_specification(string set, string numbers, int count)
    {
        var name = set.Split(' ')[0];
        var codes = Codes.Where(code => code.ValueSet == name && (name == set || code.Group == set[(name.Length + 1)..])).ToList();

        Assert.All(codes, code => Assert.Equal(("urn:metriccare:ccs", "exact"), (code.System, code.Match)));
        Assert.Equal(Numbers(numbers).Order(), codes.Select(code => int.Parse(code.Code, null)).Order());
        Assert.Equal(count, codes.Count);
    }

    [Fact]
    public void Classes_have_the_settings_of_the_specification() =>
        Assert.Equal(
            "ACUTE=INPATIENT_ACUTE AMB=OUTPATIENT EMER=ED FLD=OUTPATIENT HH=OUTPATIENT IMP=INPATIENT_ACUTE NONAC=INPATIENT_NONACUTE OBSENC=OBS PRENC=IGNORED SS=OBS VR=OUTPATIENT",
            Pairs("vs_encounter_class", "http://terminology.hl7.org/CodeSystem/v3-ActCode"));

    [Theory]
    [InlineData("http://www.nubc.org/patient-discharge")]
    [InlineData("https://www.nubc.org/CodeSystem/PatDischargeStatus")]
    public void Discharge_numbers_have_the_meanings_of_the_specification(string system)
    {
        var expected = new Dictionary<string, string>
        {
            ["HOME"] = "01 06 81 86", ["TRANSFER_ACUTE"] = "02 05 43 66 82 85 88 94", ["EXPIRED"] = "20 40 41 42", ["AMA"] = "07", ["HOSPICE"] = "50 51",
            ["PSYCH"] = "65 93", ["REHAB"] = "62 90", ["SNF"] = "03 61 83 89", ["LTC"] = "04 63 64 84 91 92", ["OTHER"] = "21 69 70 87 95", ["STILL_PATIENT"] = "30",
        };

        Assert.Equal(
            string.Join(' ', expected.SelectMany(group => group.Value.Split(' ').Select(number => $"{number}={group.Key}")).Order(StringComparer.Ordinal)),
            Pairs("vs_discharge_disposition", system));
        Assert.Equal("06=HOME_CARE 86=HOME_CARE", Pairs("vs_home_care", system));
    }

    [Fact]
    public void Discharge_codes_of_HL7_have_the_meanings_of_the_specification() =>
        Assert.Equal(
            "aadvice=AMA alt-home=HOME exp=EXPIRED home=HOME hosp=HOSPICE long=LTC oth=OTHER other-hcf=OTHER_FACILITY psy=PSYCH rehab=REHAB snf=SNF",
            Pairs("vs_discharge_disposition", "http://terminology.hl7.org/CodeSystem/discharge-disposition"));

    [Fact]
    public void Infections_of_SNOMED_come_only_when_switched_on()
    {
        var on = ValueSetLoader.Load([Folder], ["vs_infection_snomed"]);

        Assert.DoesNotContain(Codes, code => code.ValueSet == "vs_infection" && code.System == Snomed);
        Assert.Equal(18, on.Count(code => code.ValueSet == "vs_infection" && code.System == Snomed));
        Assert.Equal(["385093006"], on.Where(code => code.ValueSet == "vs_infection_force_poa").Select(code => code.Code));
    }

    [Theory]
    [InlineData("vs_infection.csv", "vs_infection.csv")]
    [InlineData("optional/vs_infection_snomed.csv", "vs_infection_snomed.csv")]
    public void Infection_lists_are_the_given_facts(string file, string given)
    {
        Assert.SkipWhen(Repository.Shared is null, "The shared folder is not here.");

        Assert.Equal(
            Facts(Path.Combine(Repository.Shared!, "value-sets", given)),
            Facts(Path.Combine(Folder, file)));
    }

    [Fact]
    public void Identifiers_of_SNOMED_have_a_right_check_digit()
    {
        var on = ValueSetLoader.Load([Folder], ["vs_infection_snomed"]);
        var identifiers = on.Where(code => code.System == Snomed).Select(code => code.Code).ToList();

        Assert.Equal(21, identifiers.Count);
        Assert.All(identifiers, identifier => Assert.True(VerhoeffHolds(identifier), identifier));
        Assert.False(VerhoeffHolds("91302007"));
    }

    [Fact]
    public void Every_list_that_a_model_names_is_shipped_or_supplied_by_the_operator()
    {
        var named = DefinedModels.All
            .SelectMany(model => SqlTokenizer.Read(model.Sql).Where(token => token.Kind == SqlTokenKind.Text && SetLiteral().IsMatch(token.Text)).Select(token => token.Name[1..^1]));

        Assert.Empty(named.Distinct().Except(Codes.Select(code => code.ValueSet)).Except(Supplied));
    }

    /// <summary>The lines of a file without source and licence, which are words.</summary>
    private static IEnumerable<string> Facts(string path) =>
        File.ReadAllLines(path).Select(line => string.Join(',', line.Split(',')[..6])).Order(StringComparer.Ordinal);

    private static string Pairs(string set, string system) =>
        string.Join(' ', Codes.Where(code => code.ValueSet == set && code.System == system).Select(code => $"{code.Code}={code.Group}").Order(StringComparer.Ordinal));

    private static IEnumerable<int> Numbers(string text) =>
        text.Split(' ').Select(part => part.Split('-')).SelectMany(part => Enumerable.Range(int.Parse(part[0], null), int.Parse(part[^1], null) - int.Parse(part[0], null) + 1));

    /// <summary>The dihedral check of SNOMED identifiers, by multiplication in D5.</summary>
    private static bool VerhoeffHolds(string digits)
    {
        int[] permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
        var check = 0;
        for (var place = 0; place < digits.Length; place++)
        {
            var digit = digits[^(place + 1)] - '0';
            for (var times = 0; times < place % 8; times++)
            {
                digit = permutation[digit];
            }

            check = check < 5
                ? digit < 5 ? (check + digit) % 5 : 5 + ((check + digit) % 5)
                : digit < 5 ? 5 + ((check - digit + 5) % 5) : (check - digit + 5) % 5;
        }

        return check == 0;
    }

    [GeneratedRegex("^'(vs|pra|hwr|ccs)_[a-z0-9_]+'$")]
    private static partial Regex SetLiteral();
}
