using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Stagedoor.Client.Tests.Samples;

/// <summary>Code that a credential's page shows, run as it stands there: in a folder of its own, with the secret in the environment and in nothing else.</summary>
internal sealed class Snippet : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><UseAppHost>false</UseAppHost>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <Reference Include="{{bin}}/Stagedoor.Client.dll" />
            <Reference Include="{{bin}}/Stagedoor.Protocol.dll" />
          </ItemGroup>
        </Project>
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly string folder;
    private readonly StringBuilder said = new();
    private readonly Task<string> complaints;

    private Snippet(Process process, string folder) => (this.process, this.folder, complaints) = (process, folder, process.StandardError.ReadToEndAsync());

    public static async Task<Snippet> StartAsync(string language, string code, string? secret)
    {
        var folder = Directory.CreateTempSubdirectory("ready-code-").FullName;
        string[] command = language switch
        {
            "curl" => [Needs.Program("bash", "bash"), "first-call.sh"],
            "JavaScript" => [Needs.Program("node", "nodejs"), "first-call.mjs"],
            "Python" => [Needs.Program("python3", "python3"), "first_call.py"],
            "C#" => ["dotnet", "out/first-call.dll"],
            _ => throw new InvalidOperationException($"nobody knows how {language} is run"),
        };
        if (language == "C#") await BuildAsync(folder, code);
        else await File.WriteAllTextAsync(Path.Combine(folder, command[1]), code);
        return new(Process.Start(In(folder, command, secret))!, folder);
    }

    /// <summary>What it says, once it matches.</summary>
    public async Task<Match> SaysAsync(string pattern)
    {
        var buffer = new char[1024];
        while (true)
        {
            if (Regex.Match(said.ToString(), pattern) is { Success: true } match) return match;
            var read = await process.StandardOutput.ReadAsync(buffer).AsTask().WaitAsync(Patience);
            if (read == 0) throw new InvalidOperationException($"it ended: {said}{await complaints}");
            said.Append(buffer, 0, read);
        }
    }

    public async Task AnswerAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>All that it says until it ends, which it must do well.</summary>
    public async Task<string> EndAsync()
    {
        said.Append(await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience));
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}: {said}{await complaints}");
        return said.ToString();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task BuildAsync(string folder, string code)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "first-call.csproj"), Project.Replace("{{bin}}", AppContext.BaseDirectory.TrimEnd('/'), StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), code);
        using var build = Process.Start(In(folder, ["dotnet", "build", "-c", "Release", "-o", "out", "-v", "q", "--nologo"], null))!;
        var text = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, text);
    }

    private static ProcessStartInfo In(string folder, string[] command, string? secret)
    {
        var info = new ProcessStartInfo(command[0]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in command[1..]) info.ArgumentList.Add(argument);
        info.Environment["XDG_DATA_HOME"] = folder;
        info.Environment.Remove("STAGEDOOR_CLIENT_SECRET");
        if (secret is not null) info.Environment["STAGEDOOR_CLIENT_SECRET"] = secret;
        return info;
    }
}
