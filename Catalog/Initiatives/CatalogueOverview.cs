using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Initiatives;

/// <summary>The catalogue in a few figures.</summary>
public sealed class CatalogueOverview(NpgsqlDataSource database)
{
    public async Task<CatalogueFigures> ReadFiguresAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select count(*)::int,
                   count(distinct i.partner_id)::int,
                   count(distinct coalesce(case when t.level = 'departement' then t.code end, d.code))::int,
                   greatest(max(i.last_seen_at), (select max(finished_at) from visit where state = 'done' and kind = 'visit'))
              from initiative i
              left join territory t on t.code = i.territory_code
              left join territory d on d.code = t.parent_code and d.level = 'departement'
             where i.status = 'published'
            """);
        return (await command.ReadAllAsync(
            row => new CatalogueFigures(row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), row.GetValueOrNull<DateTimeOffset>(3)),
            cancellationToken)).Single();
    }
}
