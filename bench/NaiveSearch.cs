using Npgsql;

namespace SocialConnect.Bench;

/// <summary>What one would write first: PostgreSQL's own ranking, and a GROUP BY for each facet.</summary>
internal static class NaiveSearch
{
    private static readonly string[] Facets =
    [
        "select c.notation, count(*) from found join initiative_category ic on ic.initiative_id = found.id join category c on c.id = ic.category_id where c.facet = 'theme' group by 1",
        "select c.notation, count(*) from found join initiative_category ic on ic.initiative_id = found.id join category c on c.id = ic.category_id where c.facet = 'audience' group by 1",
        "select c.notation, count(*) from found join initiative_category ic on ic.initiative_id = found.id join category c on c.id = ic.category_id where c.facet = 'stage' group by 1",
        "select c.notation, count(*) from found join initiative_category ic on ic.initiative_id = found.id join category c on c.id = ic.category_id where c.facet = 'approach' group by 1",
        "select c.notation, count(*) from found join initiative_category ic on ic.initiative_id = found.id join category c on c.id = ic.category_id where c.facet = 'scale' group by 1",
        "select partner_id::text, count(*) from found join initiative using (id) group by 1",
        "select territory_code, count(*) from found join initiative using (id) group by 1",
        "select extract(year from published_on)::text, count(*) from found join initiative using (id) group by 1",
    ];

    public static async Task RunAsync(NpgsqlDataSource database, string question)
    {
        var found =
            """
            with found as materialized (
                select id, ts_rank(document, query) as rank
                  from (select id, to_tsvector('french', title || ' ' || summary || ' ' || body) as document from initiative where status = 'published') as d,
                       (select replace(plainto_tsquery('french', @question)::text, '&', '|')::tsquery as query) as q
                 where document @@ query)
            """;
        await using var command = database.CreateCommand(
            $"{found}, page as (select id::text as value, 0::bigint as count from found order by rank desc limit 20) select * from page union all "
            + string.Join(" union all ", Facets.Select(facet => $"({facet})")));
        command.Parameters.AddWithValue("question", question);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
        }
    }
}
