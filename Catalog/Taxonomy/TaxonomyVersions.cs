using Npgsql;
using SocialConnect.Catalog.Database;
using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Catalog.Taxonomy;

/// <summary>Versions of the taxonomy beside the one in force: bringing one in, relating its categories, putting it in force.</summary>
public sealed class TaxonomyVersions(NpgsqlDataSource database, TaxonomyStore taxonomy)
{
    /// <summary>Keeps the document as the next version of the scheme in force, not in force itself, and relates categories of the same path or label.</summary>
    /// <returns>The new version's id.</returns>
    public async Task<long> AddAsync(SchemeDocument document, CancellationToken cancellationToken)
    {
        var active = await taxonomy.ReadActiveAsync(cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var next = new NpgsqlCommand("select coalesce(max(version), 0) + 1 from (select version from scheme where name = @name for update) held", connection);
        next.Parameters.AddWithValue("name", active.Name);
        var version = (int)(await next.ExecuteScalarAsync(cancellationToken))!;
        var id = await SchemeImport.AddAsync(connection, document with { Scheme = active.Name, Version = version }, cancellationToken);
        var added = await TaxonomyStore.ReadAsync(connection, id, cancellationToken);
        var links = active.Categories.Where(category => !category.IsDeprecated).SelectMany(category => Counterparts(category, added)).ToList();
        // Both ways, so that the earlier version can be put back in force.
        await RelateAsync(connection, [.. links, .. links.Select(link => (link.To, link.From, link.Relation))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>What each category in use of the scheme in force is called in another version.</summary>
    public async Task<ILookup<long, long>> ReadCrosswalkAsync(long version, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select x.from_category_id, x.to_category_id
              from crosswalk x
              join category f on f.id = x.from_category_id join scheme s on s.id = f.scheme_id and s.is_active
              join category t on t.id = x.to_category_id and t.scheme_id = @version
             order by t.position
            """);
        command.Parameters.AddWithValue("version", version);
        var rows = await command.ReadAllAsync(row => (From: row.GetInt64(0), To: row.GetInt64(1)), cancellationToken);
        return rows.ToLookup(row => row.From, row => row.To);
    }

    /// <summary>Sets what one category of the scheme in force is called in another version; none is an answer too.</summary>
    public async Task RelateAsync(long category, long version, IReadOnlyList<long> counterparts, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var clear = new NpgsqlCommand(
            """
            delete from crosswalk x using category o
             where o.scheme_id = @version
               and ((x.from_category_id = @category and x.to_category_id = o.id) or (x.to_category_id = @category and x.from_category_id = o.id))
            """,
            connection);
        clear.Parameters.AddWithValue("category", category);
        clear.Parameters.AddWithValue("version", version);
        await clear.ExecuteNonQueryAsync(cancellationToken);
        await RelateAsync(connection, [.. counterparts.Select(other => (category, other, "close")), .. counterparts.Select(other => (other, category, "close"))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What would no longer be filed anywhere if the version were in force.</summary>
    /// <returns>Categories in use without a counterpart, and how many initiatives they hold.</returns>
    public async Task<IReadOnlyList<(long Category, int Initiatives)>> FindOrphansAsync(long version, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select c.id, (select count(*)::int from initiative_category f join initiative i on i.id = f.initiative_id and i.status = 'published' where f.category_id = c.id)
              from category c join scheme s on s.id = c.scheme_id and s.is_active
             where c.deprecated_at is null
               and not exists (select from crosswalk x join category t on t.id = x.to_category_id and t.scheme_id = @version where x.from_category_id = c.id)
             order by 2 desc, c.position
            """);
        command.Parameters.AddWithValue("version", version);
        return await command.ReadAllAsync(row => (row.GetInt64(0), row.GetInt32(1)), cancellationToken);
    }

    /// <summary>Puts a version in force. What was decided and mapped before counts under its counterparts; the worker files everything anew.</summary>
    /// <returns>False when there is no such version, or it is in force already.</returns>
    public async Task<bool> ActivateAsync(long version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var find = new NpgsqlCommand("select id from scheme where id = @id and not is_active for update", connection);
        find.Parameters.AddWithValue("id", version);
        if (await find.ExecuteScalarAsync(cancellationToken) is null)
        {
            return false;
        }

        // One after the other: an index allows one version in force at a time.
        await using var retire = new NpgsqlCommand("update scheme set is_active = false where is_active", connection);
        await retire.ExecuteNonQueryAsync(cancellationToken);
        await using var activate = new NpgsqlCommand("update scheme set is_active = true, edition = edition + 1 where id = @id", connection);
        activate.Parameters.AddWithValue("id", version);
        await activate.ExecuteNonQueryAsync(cancellationToken);
        await StepLedger.WakeAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        taxonomy.Forget();
        return true;
    }

    /// <summary>Removes a version that was brought in and that nothing was ever filed under.</summary>
    /// <returns>False when it is in force, shipped with the product, or in use.</returns>
    public async Task<bool> RemoveAsync(long version, CancellationToken cancellationToken)
    {
        var shipped = SchemeDocument.Shipped();
        await using var command = database.CreateCommand(
            """
            delete from scheme s
             where s.id = @id and not s.is_active and (s.name, s.version) not in (select * from unnest(@names, @versions))
               and not exists (select from category c join decision d on d.category_id = c.id where c.scheme_id = s.id)
               and not exists (select from category c join partner_tag_category m on m.category_id = c.id where c.scheme_id = s.id)
            """);
        command.Parameters.AddWithValue("id", version);
        command.Parameters.AddWithValue("names", shipped.Select(document => document.Scheme).ToArray());
        command.Parameters.AddWithValue("versions", shipped.Select(document => document.Version).ToArray());
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private static IEnumerable<(long From, long To, string Relation)> Counterparts(Category category, Scheme added)
    {
        if (added.Find(category.Facet, category.Path) is { } same)
        {
            return [(category.Id, same.Id, "exact")];
        }

        var alike = category.Labels.Values.SelectMany(added.Matching)
            .Where(match => match.Category.Facet == category.Facet)
            .OrderBy(match => match.Category.Level == category.Level ? 0 : 1)
            .Select(match => match.Category.Id)
            .Take(1);
        return alike.Select(other => (category.Id, other, "close"));
    }

    private static async Task RelateAsync(NpgsqlConnection connection, IReadOnlyList<(long From, long To, string Relation)> links, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into crosswalk (from_category_id, to_category_id, relation)
            select * from unnest(@from, @to, @relations)
            on conflict (from_category_id, to_category_id) do update set relation = excluded.relation
            """,
            connection);
        var once = links.DistinctBy(link => (link.From, link.To)).ToList();
        command.Parameters.AddWithValue("from", once.Select(link => link.From).ToArray());
        command.Parameters.AddWithValue("to", once.Select(link => link.To).ToArray());
        command.Parameters.AddWithValue("relations", once.Select(link => link.Relation).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
