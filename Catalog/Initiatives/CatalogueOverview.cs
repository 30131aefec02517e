using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Initiatives;

/// <summary>The catalogue in a few figures.</summary>
public sealed class CatalogueOverview(NpgsqlDataSource database)
{
    /// <exception cref="NpgsqlException">PostgreSQL does not answer.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }

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

    /// <summary>How far the first visits and the steps that follow them have come.</summary>
    public async Task<CatalogueProgress> ReadProgressAsync(CancellationToken cancellationToken)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select (select count(*)::int from initiative where status = 'published'),
                   (select count(*)::int from partner where recipe_version is not null and paused_at is null),
                   (select count(distinct partner_id)::int from visit where kind = 'visit' and state in ('done', 'failed', 'stopped', 'quarantined')),
                   (select count(*)::int from visit where kind = 'visit' and state = 'running')
            """));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select s.step, (count(*) filter (where s.failure is null and s.revision = i.revision))::int, (count(*) filter (where s.failure is not null))::int
              from initiative_step s
              join initiative i on i.id = s.initiative_id and i.status = 'published'
             group by s.step
             order by s.step
            """));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (initiatives, partners, visited, running) = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3));
        await reader.NextResultAsync(cancellationToken);
        var steps = new List<StepProgress>();
        while (await reader.ReadAsync(cancellationToken))
        {
            steps.Add(new StepProgress(reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2)));
        }

        return new CatalogueProgress(initiatives, partners, visited, running, steps);
    }
}
