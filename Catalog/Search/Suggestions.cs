using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Catalog.Search;

/// <summary>Completes what is being typed: initiatives by any word of their title, categories by any of their labels, territories, partners.</summary>
internal static class Suggestions
{
    internal const string PartnersSql =
        """
        select p.slug, p.name, null
          from partner p
         where ' ' || lower(unaccent(p.name)) like @anywhere
         order by length(p.name), p.name
         limit @count
        """;

    internal const string CategoriesSql =
        """
        select concat_ws('/', parent.notation, c.notation), preferred.text, c.facet
          from category c
          join scheme on scheme.id = c.scheme_id and scheme.is_active
          left join category parent on parent.id = c.parent_id
          join category_label preferred on preferred.category_id = c.id and preferred.language = 'fr' and preferred.kind = 'preferred'
          join category_label l on l.category_id = c.id and l.language = 'fr' and l.kind in ('preferred', 'synonym')
         where c.deprecated_at is null and ' ' || lower(unaccent(l.text)) like @anywhere
         group by c.id, parent.notation, preferred.text
         order by bool_or(l.kind = 'preferred') desc, min(length(l.text)), preferred.text
         limit @count
        """;

    internal const string TitlesSql = "select id, title from initiative where id = any (@ids) order by array_position(@ids, id)";

    public static async Task<IReadOnlyList<SearchSuggestion>> FindAsync(
        NpgsqlConnection connection, SearchColumns columns, TerritoryStore territories, string typed, int count, CancellationToken cancellationToken)
    {
        var folded = string.Join(' ', FrenchAnalyzer.Analyze(typed).Where(token => !token.IsJoined).Select(token => token.Word));
        if (folded.Length < 2)
        {
            return [];
        }

        var categories = await LabelledAsync(
            connection, CategoriesSql, folded, count, row => new SearchSuggestion(SuggestionKind.Category, row.GetString(1), row.GetString(0), SearchFacet.FindInTaxonomy(row.GetString(2))), cancellationToken);
        var partners = await LabelledAsync(
            connection, PartnersSql, folded, count, row => new SearchSuggestion(SuggestionKind.Partner, row.GetString(1), row.GetString(0), SearchFacet.Partner), cancellationToken);
        var places = (await territories.SearchAsync(typed, count, cancellationToken))
            .Select(territory => new SearchSuggestion(SuggestionKind.Territory, territory.Name, territory.Code, SearchFacet.Territory));
        return [.. categories.Where(category => category.Facet is not null), .. places, .. partners, .. await InitiativesAsync(connection, columns, folded, count, cancellationToken)];
    }

    private static async Task<List<SearchSuggestion>> LabelledAsync(
        NpgsqlConnection connection, string sql, string folded, int count, Func<NpgsqlDataReader, SearchSuggestion> read, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        // Folded words are letters and digits alone: nothing in them has a meaning for LIKE.
        command.Parameters.AddWithValue("anywhere", $"% {folded}%");
        command.Parameters.AddWithValue("count", count);
        return await command.ReadAllAsync(read, cancellationToken);
    }

    private static async Task<List<SearchSuggestion>> InitiativesAsync(
        NpgsqlConnection connection, SearchColumns columns, string folded, int count, CancellationToken cancellationToken)
    {
        var inside = " " + folded;
        var found = new List<Candidate>();
        for (var document = 0; document < columns.Capacity; document++)
        {
            var (block, local) = (columns.BlockOf(document), SearchColumns.LocalOf(document));
            var title = block.TitleKeys[local];
            if (!block.IsLive[local] || title.Length < folded.Length)
            {
                continue;
            }

            // Beginning with it comes first, then the shorter title.
            if (title.StartsWith(folded, StringComparison.Ordinal))
            {
                found.Add(new Candidate(document, 1000 - title.Length, title, 0));
            }
            else if (title.Contains(inside, StringComparison.Ordinal))
            {
                found.Add(new Candidate(document, -title.Length, title, 0));
            }
        }

        var ids = ResultOrder.First(found, count).ConvertAll(candidate => columns.BlockOf(candidate.Document).InitiativeIds[SearchColumns.LocalOf(candidate.Document)]);
        await using var command = new NpgsqlCommand(TitlesSql, connection);
        command.Parameters.AddWithValue("ids", ids.ToArray());
        return await command.ReadAllAsync(
            row => new SearchSuggestion(SuggestionKind.Initiative, row.GetString(1), row.GetInt64(0).ToString(System.Globalization.CultureInfo.InvariantCulture), null), cancellationToken);
    }
}
