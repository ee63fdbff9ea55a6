using System.Runtime.CompilerServices;
using Mono.Cecil;

namespace Stagedoor.Architecture.Tests;

/// <summary>The compiled assemblies of the house, read as metadata.</summary>
public sealed class Code
{
    private static readonly Dictionary<string, Code> Loaded = [];

    private Code(AssemblyDefinition assembly)
    {
        Assembly = assembly;
        Types = [.. assembly.MainModule.Types.Where(type => !type.Name.StartsWith('<') && !type.Namespace.StartsWith("Microsoft", StringComparison.Ordinal) && !type.Namespace.StartsWith("System", StringComparison.Ordinal))];
    }

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    public static Code Protocol => Of("Stagedoor.Protocol");
    public static Code Pages => Of("Stagedoor.Pages");
    public static Code Egress => Of("Stagedoor.Egress");
    public static Code Server => Of("Stagedoor.Server");
    public static Code Frameio => Of("Stagedoor.Frameio");
    public static Code Storage => Of("Stagedoor.Storage");
    public static Code Host => Of("stagedoor-host");
    public static Code Client => Of("Stagedoor.Client");
    public static Code ClientForAspNetCore => Of("Stagedoor.Client.AspNetCore");
    public static Code Cli => Of("stagedoor");
    public static Code Planted => Of("Stagedoor.Architecture.Planted");

    public static IReadOnlyList<Code> All => [Protocol, Pages, Egress, Server, Frameio, Storage, Host, Client, ClientForAspNetCore, Cli];

    public AssemblyDefinition Assembly { get; }

    public string Name => Assembly.Name.Name;

    /// <summary>Top-level types; what is nested in one, state machines and closures too, counts as part of it.</summary>
    public IReadOnlyList<TypeDefinition> Types { get; }

    /// <summary>The assemblies of the house, and others, that this one names.</summary>
    public IEnumerable<string> References => Assembly.MainModule.AssemblyReferences.Select(reference => reference.Name);

    /// <summary>Every source file below a folder of the repository, generated ones left out.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        !Directory.Exists(Path.Combine(Root, folder)) ? [] : Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(path => extensions.Contains(Path.GetExtension(path)) && !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "artifacts"));

    private static Code Of(string name)
    {
        lock (Loaded)
        {
            if (!Loaded.TryGetValue(name, out var code)) Loaded[name] = code = new(AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, name + ".dll")));
            return code;
        }
    }

    private static string FindRoot([CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(File.Exists(here) ? Path.GetDirectoryName(here)! : AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Stagedoor.slnx"))) return folder.FullName;
        }

        throw new InvalidOperationException("the repository was not found");
    }
}
