using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.Territories;

namespace SocialConnect.Catalog.Search;

/// <summary>What the visitor may be typing: a category, a place, a partner or an initiative.</summary>
public sealed class TypingSuggestions(NpgsqlDataSource database, TerritoryStore territories)
{
    public const int ShortestTyped = 2;
    public const int LongestTyped = 80;

    private const int MostOfAKind = 4;

    /// <summary>A few of each kind of which a word begins as typed, blind to case and accents. Nothing is suggested that no initiative has, places excepted.</summary>
    public async Task<IReadOnlyList<Suggested>> FindAsync(string typed, CancellationToken cancellationToken)
    {
        var folded = FrenchAnalyzer.Fold(typed.Trim());
        if (folded.Length is < ShortestTyped or > LongestTyped)
        {
            return [];
        }

        var places = await territories.SearchAsync(typed, MostOfAKind, cancellationToken);
        var others = await FindOthersAsync(folded, cancellationToken);
        return
        [
            .. others,
            .. places.Where(place => place.Level != TerritoryLevel.Country).Select(place => new Suggested("place", place.Name, Around(place), place.Code)),
        ];
    }

    private async Task<List<Suggested>> FindOthersAsync(string folded, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            (select 'category', label.text, category.facet, concat_ws('/', parent.notation, category.notation)
               from category_label label
               join category on category.id = label.category_id and category.deprecated_at is null
               join scheme on scheme.id = category.scheme_id and scheme.is_active
               left join category parent on parent.id = category.parent_id
               left join category_label above on above.category_id = parent.id and above.kind = 'preferred' and above.language = 'fr'
              where label.language = 'fr' and label.kind = 'preferred'
                and unaccent(lower(label.text)) like any (@begins)
                -- A theme and its only sub-theme may share their label: the theme is enough.
                and above.text is distinct from label.text
                and exists (select from initiative_category ic where ic.category_id = category.id)
              order by category.level, category.position
              limit @most)
            union all
            (select 'partner', name, '', slug
               from partner
              where unaccent(lower(name)) like any (@begins)
                and exists (select from initiative i where i.partner_id = partner.id and i.status = 'published')
              order by name
              limit @most)
            union all
            (select 'initiative', i.title, '', i.id::text
               from search_document d
               join initiative i on i.id = d.initiative_id
              where d.is_live and d.title_key like any (@titles)
              order by d.title_key not like @titles[1], length(i.title), i.id
              limit @most)
            """);
        var begin = Literally(folded) + "%";
        // The index keeps titles as their words, parted by spaces.
        var words = Literally(string.Join(' ', FrenchAnalyzer.Analyze(folded).Where(token => !token.IsJoined).Select(token => token.Word))) + "%";
        command.Parameters.AddWithValue("titles", new[] { words, "% " + words });
        command.Parameters.AddWithValue("begins", new[] { begin, "% " + begin, "%'" + begin, "%-" + begin });
        command.Parameters.AddWithValue("most", MostOfAKind);
        return await command.ReadAllAsync(row => new Suggested(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), cancellationToken);
    }

    private static string Literally(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    // "23" tells one commune from another of the same name.
    private static string Around(Territory place) =>
        place is { Level: TerritoryLevel.Commune, ParentCode: { } parent } && parent.StartsWith("DEP-", StringComparison.Ordinal) ? parent["DEP-".Length..]
        : place.Level == TerritoryLevel.Departement ? place.Number : "";
}
