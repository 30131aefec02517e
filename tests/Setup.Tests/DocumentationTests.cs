using System.Reflection;
using System.Text.RegularExpressions;
using SocialConnect.Catalog;
using SocialConnect.Ingestion;
using SocialConnect.Portal;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Setup.Tests;

/// <summary>What the documents say is true of the code beside them.</summary>
public sealed partial class DocumentationTests
{
    private static readonly IReadOnlyList<string> Documents =
    [
        .. Directory.EnumerateFiles(SharedMaterial.Checkout, "*.md"),
        .. Directory.EnumerateFiles(Path.Combine(SharedMaterial.Checkout, "docs"), "*.md", SearchOption.AllDirectories),
        .. Directory.EnumerateFiles(Path.Combine(SharedMaterial.Checkout, "samples"), "*.md"),
    ];

    [Fact]
    public void Every_link_to_a_file_leads_somewhere()
    {
        var broken = Documents.SelectMany(document => Link().Matches(File.ReadAllText(document))
            .Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal) && !target.StartsWith('#'))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target.Split('#')[0])))
            .Select(target => $"{Path.GetRelativePath(SharedMaterial.Checkout, document)}: {target}"));

        AssertNone(string.Join(" ", broken));
    }

    [Fact]
    public void Every_setting_is_explained()
    {
        var explained = string.Concat(Documents.Select(File.ReadAllText));

        var silent = new[] { typeof(CatalogServices), typeof(IngestionServices), typeof(PortalServices) }
            .SelectMany(part => part.Assembly.GetTypes())
            .Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy) is { IsLiteral: true } && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties().Where(property => property.CanWrite)
                .Select(property => $"{type.GetField("Section")!.GetRawConstantValue()}:{property.Name}"))
            .Where(setting => !explained.Contains($"`{setting}", StringComparison.Ordinal));

        AssertNone(string.Join(" ", silent));
    }

    [Fact]
    public async Task Every_option_of_the_commands_is_explained()
    {
        using var folder = new ScriptFolder();
        var help = (await folder.RunAsync("\"$checkout/run.sh\" --help; \"$checkout/test.sh\" --help")).Output;
        var explained = string.Concat(Documents.Select(File.ReadAllText));

        var silent = Option().Matches(help).Select(option => option.Value).Distinct().Where(option => !explained.Contains(option, StringComparison.Ordinal));

        AssertNone(string.Join(" ", silent));
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"--[a-z-]+")]
    private static partial Regex Option();

    // Shown whole, which Assert.Empty would not do.
    private static void AssertNone(string faults) => Assert.True(faults.Length == 0, faults);
}
