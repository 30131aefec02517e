using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocialConnect.Catalog.Database;

/// <summary>One numbered SQL file shipped with the catalogue.</summary>
internal sealed record MigrationFile(int Number, string Name, string Sql)
{
    private const string Folder = "Database.Migrations.";

    /// <summary>Hexadecimal SHA-256 of the text: a file changed after it was applied is refused.</summary>
    public string Digest { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public static IReadOnlyList<MigrationFile> All { get; } = [.. Read().OrderBy(file => file.Number)];

    private static IEnumerable<MigrationFile> Read()
    {
        var assembly = typeof(MigrationFile).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            var start = resource.IndexOf(Folder, StringComparison.Ordinal);
            if (start < 0)
            {
                continue;
            }

            var name = resource[(start + Folder.Length)..];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            yield return new MigrationFile(int.Parse(name[..4], CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
