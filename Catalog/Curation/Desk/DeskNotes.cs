using System.Security.Claims;
using Npgsql;
using SocialConnect.Catalog.Accounts;

namespace SocialConnect.Catalog.Curation.Desk;

/// <summary>What curators tell each other about an initiative, and whose it is to read.</summary>
public sealed class DeskNotes(NpgsqlDataSource database)
{
    public const int LongestComment = 2_000;

    public async Task CommentAsync(long initiative, string author, string text, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("insert into desk_comment (initiative_id, author, text) values (@initiative, @author, @text)");
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("author", author);
        command.Parameters.AddWithValue("text", text);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes one's own comment away.</summary>
    public async Task RemoveAsync(long comment, string author, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update desk_comment set removed_at = now() where id = @id and author = @author and removed_at is null");
        command.Parameters.AddWithValue("id", comment);
        command.Parameters.AddWithValue("author", author);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Keeps the initiative for one curator, and takes it from whoever has it open.</summary>
    /// <param name="curator">Null gives it back to everybody.</param>
    /// <returns>False when there is no such curator.</returns>
    public async Task<bool> AssignAsync(long initiative, string? curator, string by, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(curator is null
            ? "delete from desk_assignment where initiative_id = @initiative"
            : """
              with assigned as (
                  insert into desk_assignment (initiative_id, curator, assigned_by)
                  select @initiative, a.user_name, @by
                    from account a join account_claim c on c.account_id = a.id and c.claim_type = @role and c.claim_value = any (@roles)
                   where a.user_name = @curator limit 1
                  on conflict (initiative_id) do update set curator = excluded.curator, assigned_by = excluded.assigned_by, assigned_at = now()
                  returning curator),
              given_back as (delete from desk_lease l using assigned where l.initiative_id = @initiative and l.curator <> assigned.curator)
              select curator from assigned
              """);
        command.Parameters.AddWithValue("initiative", initiative);
        command.Parameters.AddWithValue("by", by);
        if (curator is null)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }

        command.Parameters.AddWithValue("curator", curator);
        command.Parameters.AddWithValue("role", ClaimTypes.Role);
        command.Parameters.AddWithValue("roles", new[] { Roles.Curator, Roles.Admin });
        return await command.ExecuteScalarAsync(cancellationToken) is string;
    }
}
