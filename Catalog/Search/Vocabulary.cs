using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Search;

/// <summary>The catalogue's own words, for those that a question spells in a way nobody else does.</summary>
internal static class Vocabulary
{
    // More unknown words than these are another language.
    private const int MostWords = 4;
    private const int ShortestWord = 4;
    private const int ShortestTold = 6;

    // Low, for letters that change places cost a short word most of its trigrams; the edit distance decides.
    private const string LeastSimilarity = "0.15";

    internal static readonly string NearSql =
        $"""
        select w.word, w.shown, w.stem, p.documents
          from (select set_config('pg_trgm.similarity_threshold', '{LeastSimilarity}', true)) as threshold
         cross join lateral (
            select word, shown, stem from search_word
             where word % @word and length(word) between @shortest and @longest
             order by word <-> @word, word
             limit 100) as w
         cross join lateral (select sum(octet_length(postings)) / {Posting.Size} as documents from search_posting p where p.stem = w.stem) as p
         where p.documents > 0
        """;

    /// <summary>The known words that each unknown one may stand for, best first, at most three.</summary>
    /// <param name="words">Folded.</param>
    /// <param name="isNeed">Everyday words that the catalogue lacks are rather right than wrong: only slips of one letter inside long words are corrected.</param>
    public static async Task<Dictionary<string, List<Correction>>> CorrectAsync(
        NpgsqlConnection connection, IEnumerable<string> words, bool isNeed, CancellationToken cancellationToken)
    {
        var corrections = new Dictionary<string, List<Correction>>(StringComparer.Ordinal);
        foreach (var word in words.Where(word => word.Length >= ShortestWord && char.IsLetter(word[0])).Distinct().Take(MostWords))
        {
            var near = await NearAsync(connection, word, cancellationToken);
            var slips = near
                .Select(known => (known, Distance: EditDistance.Between(word, known.Word)))
                .Where(pair => isNeed
                    ? pair.Distance <= 1 && word.Length >= ShortestTold && pair.known.Word[0] == word[0]
                    : pair.Distance <= (word.Length <= 5 ? 1 : 2))
                .ToList();
            // Where one slip explains the word, two are not looked for.
            var least = slips.Select(pair => pair.Distance).DefaultIfEmpty().Min();
            var best = slips
                .Where(pair => pair.Distance == least)
                .OrderByDescending(pair => pair.known.Word[0] == word[0])
                .ThenByDescending(pair => pair.known.Documents * (least == 1 ? EditDistance.LikelihoodOfSlip(word, pair.known.Word) : 1))
                .ThenBy(pair => pair.known.Word, StringComparer.Ordinal)
                .Select(pair => pair.known with { Distance = pair.Distance })
                .DistinctBy(known => known.Stem)
                .Take(3)
                .ToList();
            if (best.Count > 0)
            {
                corrections[word] = best;
            }
        }

        return corrections;
    }

    private static async Task<List<Correction>> NearAsync(NpgsqlConnection connection, string word, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(NearSql, connection);
        command.Parameters.AddWithValue("word", word);
        command.Parameters.AddWithValue("shortest", word.Length - 2);
        command.Parameters.AddWithValue("longest", word.Length + 2);
        return await command.ReadAllAsync(row => new Correction(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3)), cancellationToken);
    }
}
