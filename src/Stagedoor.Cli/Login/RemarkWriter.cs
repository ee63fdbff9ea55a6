using System.Text;

namespace Stagedoor.Cli.Login;

/// <summary>Lets the library's prompts stand among the remarks, so that standard output holds answers alone.</summary>
internal sealed class RemarkWriter(Shell shell) : TextWriter
{
    public override Encoding Encoding { get; } = new UTF8Encoding(false);

    public override void Write(char value) => shell.Error.Write(Encoding.GetBytes([value]));

    public override void Write(string? value) => shell.Error.Write(Encoding.GetBytes(value ?? ""));

    public override async Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default) => await shell.Error.WriteAsync(Encoding.GetBytes(buffer + "\n"), cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => shell.Error.FlushAsync(cancellationToken);
}
