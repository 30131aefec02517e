namespace SocialConnect.Catalog.Search;

internal static class EditDistance
{
    /// <summary>Letters to add, drop, replace or swap with their neighbour (optimal string alignment).</summary>
    public static int Between(string one, string other)
    {
        var distances = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                var replaced = distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                var best = Math.Min(replaced, 1 + Math.Min(distances[i - 1, j], distances[i, j - 1]));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    best = Math.Min(best, distances[i - 2, j - 2] + 1);
                }

                distances[i, j] = best;
            }
        }

        return distances[one.Length, other.Length];
    }

    /// <summary>
    /// How likely whoever means one word types another that is a slip away (noisy channel of Kernighan, Church and Gale 1990): the share of slips of its kind (Pollock and Zamora 1984: 34 % leave a
    /// letter out, 27 % add one, 19 % take another, 12 % swap two), spread over all that a slip of this kind could have made of the word. A letter is added by doubling one as often as in all other ways.
    /// </summary>
    /// <param name="typed">At a distance of one from <paramref name="meant"/>.</param>
    public static double LikelihoodOfSlip(string typed, string meant)
    {
        const int letters = 26;
        var length = (double)meant.Length;
        var at = 0;
        while (at < Math.Min(typed.Length, meant.Length) && typed[at] == meant[at])
        {
            at++;
        }

        return (typed.Length - meant.Length) switch
        {
            < 0 => 0.34 / length,
            > 0 when at > 0 && typed[at] == typed[at - 1] => 0.27 / 2 / length,
            > 0 => 0.27 / 2 / (length + 1) / letters,
            _ when at + 1 < typed.Length && typed[at] == meant[at + 1] && typed[at + 1] == meant[at] => 0.12 / (length - 1),
            _ => 0.19 / length / (letters - 1),
        };
    }
}
