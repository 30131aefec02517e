using Npgsql;

namespace SocialConnect.Catalog.Search;

/// <summary>Keeps the documents that have all wanted phrases and none of the unwanted ones. A phrase never runs over the end of a field.</summary>
internal static class PhraseFilter
{
    internal const string PhrasesSql =
        """
        select number
          from search_document
         where number = any (@documents)
           and (select count(*) from unnest(@phrases) as p (phrase) where position(phrase in words) > 0) >= @count
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

            var kept = await FindAsync(connection, documents, question.Phrases, question.Phrases.Count, cancellationToken);
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
            var unwanted = await FindAsync(connection, [.. suspects], question.ExcludedPhrases, 1, cancellationToken);
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

    private static async Task<HashSet<int>> FindAsync(NpgsqlConnection connection, List<int> documents, IReadOnlyList<string> phrases, int count, CancellationToken cancellationToken)
    {
        var found = new HashSet<int>();
        if (documents.Count == 0)
        {
            return found;
        }

        await using var command = new NpgsqlCommand(PhrasesSql, connection);
        command.Parameters.AddWithValue("documents", documents.ToArray());
        command.Parameters.AddWithValue("phrases", phrases.ToArray());
        command.Parameters.AddWithValue("count", (long)count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetInt32(0));
        }

        return found;
    }
}
