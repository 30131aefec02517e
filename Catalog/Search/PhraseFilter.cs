using Npgsql;

namespace SocialConnect.Catalog.Search;

/// <summary>Keeps the documents that have all wanted phrases and none of the unwanted ones. A phrase never runs over the end of a field.</summary>
internal static class PhraseFilter
{
    /// <summary>Documents that have all, or any, of so many phrases, which are the parameters @p0, @p1 and so on.</summary>
    // The text is read once for all of them, which is what costs: hence the subquery that may not be merged.
    internal static string PhrasesSql(int phrases, bool all) =>
        $"""
        select number
          from (select number, words || '' as whole from search_text where number = any (@documents) offset 0) as d
         where {string.Join(all ? " and " : " or ", Enumerable.Range(0, phrases).Select(i => $"position(@p{i} in whole) > 0"))}
        """;

    /// <param name="postings">With the stems of every phrase: only documents that have all of a phrase's words are read.</param>
    public static async Task ApplyAsync(
        NpgsqlConnection connection, List<int> documents, AskedQuestion question, Postings postings, SearchColumns columns, CancellationToken cancellationToken)
    {
        if (question.Phrases.Count > 0)
        {
            foreach (var phrase in question.Phrases)
            {
                KeepThoseWithWords(documents, phrase, postings, columns);
            }

            var kept = await FindAsync(connection, documents, question.Phrases, all: true, cancellationToken);
            documents.RemoveAll(document => !kept.Contains(document));
        }

        var suspects = new HashSet<int>();
        foreach (var phrase in question.ExcludedPhrases)
        {
            List<int> withWords = [.. documents];
            KeepThoseWithWords(withWords, phrase, postings, columns);
            suspects.UnionWith(withWords);
        }

        if (suspects.Count > 0)
        {
            var unwanted = await FindAsync(connection, [.. suspects], question.ExcludedPhrases, all: false, cancellationToken);
            documents.RemoveAll(unwanted.Contains);
        }
    }

    private static void KeepThoseWithWords(List<int> documents, string phrase, Postings postings, SearchColumns columns)
    {
        foreach (var stem in FrenchAnalyzer.StemsOf(phrase).Distinct())
        {
            var with = postings.DocumentsOf(stem, columns).ToHashSet();
            documents.RemoveAll(document => !with.Contains(document));
        }
    }

    private static async Task<HashSet<int>> FindAsync(NpgsqlConnection connection, List<int> documents, IReadOnlyList<string> phrases, bool all, CancellationToken cancellationToken)
    {
        var found = new HashSet<int>();
        if (documents.Count == 0)
        {
            return found;
        }

        await using var command = new NpgsqlCommand(PhrasesSql(phrases.Count, all), connection);
        command.Parameters.AddWithValue("documents", documents.ToArray());
        for (var i = 0; i < phrases.Count; i++)
        {
            command.Parameters.AddWithValue($"p{i}", phrases[i]);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetInt32(0));
        }

        return found;
    }
}
