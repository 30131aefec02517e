using SocialConnect.Catalog.Curation.Measures;
using Xunit;

namespace SocialConnect.Catalog.Tests.Curation;

public sealed class AgreementTests
{
    [Fact]
    public void Kappa_takes_chance_off_as_computed_by_hand()
    {
        // 50 things: both yes 20, both no 15, first yes and second no 5, the other way 10.
        // Observed (20 + 15) / 50 = 0.7; by chance 25/50 × 30/50 + 25/50 × 20/50 = 0.5; (0.7 − 0.5) / (1 − 0.5) = 0.4.
        List<(bool, bool)> pairs = [.. Times(20, true, true), .. Times(15, false, false), .. Times(5, true, false), .. Times(10, false, true)];

        Assert.Equal(0.4, Agreement.CohenKappa(pairs)!.Value, 12);
    }

    [Fact]
    public void Kappa_is_one_for_full_agreement_negative_below_chance_and_silent_where_it_says_nothing()
    {
        Assert.Equal(1, Agreement.CohenKappa([(true, true), (false, false)]));
        // Observed 0, by chance 0.5.
        Assert.Equal(-1, Agreement.CohenKappa([(true, false), (false, true)]));
        Assert.Null(Agreement.CohenKappa<bool>([]));
        Assert.Null(Agreement.CohenKappa([(true, true), (true, true)]));
    }

    [Fact]
    public void Alpha_equals_the_worked_example_with_two_judges()
    {
        // Ten articles, two judges: 0 1 0 0 0 0 0 0 1 0 and 1 1 1 0 0 1 0 0 0 0.
        // Coincidences: o01 = o10 = 4, so D_o = 8; n0 = 14, n1 = 6, n = 20: D_e = 2 × 14 × 6 / 19. 1 − 8 × 19 / 168 = 0.0952….
        int[] first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];

        var alpha = Agreement.KrippendorffAlpha(first.Zip(second, IReadOnlyList<int> (one, other) => [one, other]));

        Assert.Equal(1 - (8.0 * 19 / 168), alpha!.Value, 12);
    }

    [Fact]
    public void Alpha_takes_gaps_and_more_judges_as_computed_by_hand()
    {
        // Units aab, bb, a (says nothing). Values counted: a 2, b 3, n = 5.
        // D_o: unit aab gives 2 × 1 / 2 + 1 × 2 / 2 = 2, unit bb gives 0. D_e = (2 × 3 + 3 × 2) / 4 = 3. 1 − 2 / 3.
        Assert.Equal(1.0 / 3, Agreement.KrippendorffAlpha<char>([['a', 'a', 'b'], ['b', 'b'], ['a']])!.Value, 12);
        Assert.Null(Agreement.KrippendorffAlpha<char>([['a'], ['b']]));
        Assert.Null(Agreement.KrippendorffAlpha<char>([['a', 'a']]));
    }

    private static IEnumerable<(bool, bool)> Times(int count, bool first, bool second) => Enumerable.Repeat((first, second), count);
}
