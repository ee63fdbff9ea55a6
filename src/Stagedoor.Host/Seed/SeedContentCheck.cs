using Stagedoor.Frameio.Files;
using Stagedoor.Server.Seeds;

namespace Stagedoor.Host.Seed;

/// <summary>The rules of V4 content in a seed.</summary>
internal static class SeedContentCheck
{
    private const int LongestName = 255, Deepest = 10;

    public static IReadOnlyList<string> ErrorsIn(SeedFile seed)
    {
        var errors = new List<string>();
        for (var i = 0; i < seed.Organizations.Count; i++) Check($"$.organizations[{i}].workspaces", seed.Organizations[i].Workspaces, errors);
        return errors;
    }

    private static void Check(string at, IReadOnlyList<SeedWorkspace> workspaces, List<string> errors)
    {
        Names(at, workspaces.Select(workspace => workspace.Name), errors);
        for (var i = 0; i < workspaces.Count; i++)
        {
            Names($"{at}[{i}].projects", workspaces[i].Projects.Select(project => project.Name), errors);
            for (var j = 0; j < workspaces[i].Projects.Count; j++)
            {
                var project = workspaces[i].Projects[j];
                Inside($"{at}[{i}].projects[{j}]", project.Folders, project.Files, 1, errors);
            }
        }
    }

    private static void Inside(string at, IReadOnlyList<SeedFolder> folders, IReadOnlyList<SeedContentFile> files, int depth, List<string> errors)
    {
        if (depth > Deepest)
        {
            errors.Add($"{at} is deeper than {Deepest} folders.");
            return;
        }

        for (var i = 0; i < folders.Count; i++)
        {
            Name($"{at}.folders[{i}].name", folders[i].Name, errors);
            Inside($"{at}.folders[{i}]", folders[i].Folders, folders[i].Files, depth + 1, errors);
        }

        for (var i = 0; i < files.Count; i++)
        {
            Name($"{at}.files[{i}].name", files[i].Name, errors);
            if (files[i].FileSize is < 1 or > ContentLayout.Largest) errors.Add($"{at}.files[{i}].file_size is not from 1 to {ContentLayout.Largest}.");
            if (files[i].MediaType.Length > 127 || files[i].MediaType.Split('/') is not [{ Length: > 0 }, { Length: > 0 }]) errors.Add($"{at}.files[{i}].media_type is not a media type.");
        }
    }

    private static void Names(string at, IEnumerable<string> names, List<string> errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            Name(at, name, errors);
            if (!seen.Add(name)) errors.Add($"{at} holds \"{name}\" twice.");
        }
    }

    private static void Name(string at, string name, List<string> errors)
    {
        if (name.Trim().Length is 0 or > LongestName || name.Any(char.IsControl)) errors.Add($"{at} has a name that is not 1 to {LongestName} printable characters.");
    }
}
