using Npgsql;
using NpgsqlTypes;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Partners;

public sealed class PartnerStore(NpgsqlDataSource database)
{
    private const string Columns = "id, slug, name, home_url, description, recipe_version, paused_at";

    /// <summary>Adds the partner, or refreshes its name, home and description when the slug is known.</summary>
    public async Task<Partner> SaveAsync(string slug, string name, Uri homeUrl, string description, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            insert into partner (slug, name, home_url, description)
            values (@slug, @name, @home_url, @description)
            on conflict (slug) do update
               set name = excluded.name, home_url = excluded.home_url, description = excluded.description
            returning {Columns}
            """);
        command.Parameters.AddWithValue("slug", slug);
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("home_url", homeUrl.AbsoluteUri);
        command.Parameters.AddWithValue("description", description);
        return (await command.ReadAllAsync(ToPartner, cancellationToken)).Single();
    }

    /// <summary>Keeps the recipe as a new version and puts it in force.</summary>
    /// <returns>The version's number; the current one when the document is the same.</returns>
    public async Task<int> SaveRecipeAsync(long partnerId, string document, string comment, string? savedBy, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The partner's row is the lock: two editors saving at once get two versions, in order.
        await using var command = new NpgsqlCommand(
            """
            with held as (select id, recipe_version from partner where id = @partner for update),
            same as (
                select r.version from recipe r join held on held.id = r.partner_id and held.recipe_version = r.version
                 where r.document = @document),
            added as (
                insert into recipe (partner_id, version, document, comment, saved_by)
                select held.id, coalesce((select max(version) from recipe where partner_id = held.id), 0) + 1, @document, @comment, @saved_by
                  from held where not exists (select from same)
                returning version),
            in_force as (
                update partner set recipe_version = (select version from added) where id = @partner and exists (select from added))
            select version from added union all select version from same
            """,
            connection);
        command.Parameters.AddWithValue("partner", partnerId);
        command.Parameters.Add(new NpgsqlParameter("document", NpgsqlDbType.Jsonb) { Value = document });
        command.Parameters.AddWithValue("comment", comment);
        command.Parameters.AddNullable("saved_by", savedBy);
        var version = (int)(await command.ExecuteScalarAsync(cancellationToken)
            ?? throw new InvalidOperationException($"There is no partner {partnerId} to save a recipe for."));
        await transaction.CommitAsync(cancellationToken);
        return version;
    }

    /// <summary>Sets when the partner is visited by itself, from its next visit on; the first one is due within a day.</summary>
    /// <param name="schedule">A cron expression, hours in France; null: as often as the worker's setting says.</param>
    public async Task ScheduleAsync(long partnerId, string? schedule, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update partner
               set schedule = @schedule, next_visit_at = coalesce(next_visit_at, now() + interval '1 day')
             where id = @id and (schedule is distinct from @schedule or next_visit_at is null)
            """);
        command.Parameters.AddWithValue("id", partnerId);
        command.Parameters.Add(new NpgsqlParameter("schedule", NpgsqlDbType.Text) { Value = (object?)schedule ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Partner>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from partner order by name");
        return await command.ReadAllAsync(ToPartner, cancellationToken);
    }

    public async Task<Partner?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from partner where slug = @slug");
        command.Parameters.AddWithValue("slug", slug);
        return await command.ReadFirstAsync(ToPartner, cancellationToken);
    }

    private static Partner ToPartner(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        row.GetString(2),
        new Uri(row.GetString(3)),
        row.GetString(4),
        row.GetValueOrNull<int>(5),
        row.GetValueOrNull<DateTimeOffset>(6));
}
