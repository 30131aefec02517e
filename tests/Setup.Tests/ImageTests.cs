using System.Xml.Linq;
using SocialConnect.Testing;
using Xunit;

namespace SocialConnect.Setup.Tests;

/// <summary>The images are built elsewhere; what can be wrong with their description without building them is tested here.</summary>
public sealed class ImageTests
{
    private static readonly string Dockerfile = File.ReadAllText(Path.Combine(SharedMaterial.Checkout, "deploy/Dockerfile"));

    [Fact]
    public void The_layer_of_packages_has_each_project_and_each_file_that_a_project_imports()
    {
        var restored = new[] { "Portal/Portal.csproj", "Ingestion/Ingestion.csproj", "samples/Samples.csproj" }.SelectMany(WithReferences).Distinct().ToList();

        var wanted = restored
            .Concat(restored.Select(project => Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")))
            .Concat(restored.SelectMany(Imports));
        AssertNone(string.Join(" ", wanted.Where(file => !Dockerfile.Contains($" {file} ", StringComparison.Ordinal))));
    }

    [Fact]
    public void Everything_the_description_copies_or_mounts_is_there()
    {
        var compose = File.ReadAllLines(Path.Combine(SharedMaterial.Checkout, "docker-compose.yml"));
        var mounted = compose.Select(line => line.Trim()).Where(line => line.StartsWith("- ./", StringComparison.Ordinal)).Select(line => line[4..].Split(':')[0]);
        var copied = Dockerfile.Split('\n')
            .Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]);

        AssertNone(string.Join(" ", mounted.Concat(copied).Where(file => !Path.Exists(Path.Combine(SharedMaterial.Checkout, file)))));
    }

    private static IEnumerable<string> WithReferences(string project) =>
        Elements(project, "ProjectReference")
            .Select(reference => Relative(project, reference))
            .SelectMany(WithReferences)
            .Prepend(project);

    private static IEnumerable<string> Imports(string project) =>
        Elements(project, "Import").Select(file => Relative(project, file));

    private static IEnumerable<string> Elements(string project, string name) =>
        XDocument.Load(Path.Combine(SharedMaterial.Checkout, project)).Descendants(name)
            .Select(element => (element.Attribute("Include") ?? element.Attribute("Project"))!.Value);

    private static string Relative(string project, string file) =>
        Path.GetRelativePath(SharedMaterial.Checkout, Path.GetFullPath(Path.Combine(SharedMaterial.Checkout, Path.GetDirectoryName(project)!, file)));

    // Shown whole, which Assert.Empty would not do.
    private static void AssertNone(string faults) => Assert.True(faults.Length == 0, faults);
}
