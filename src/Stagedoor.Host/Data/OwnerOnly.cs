using System.Runtime.InteropServices;

namespace Stagedoor.Host.Data;

/// <summary>Whatever this process creates is readable by its user alone, also in a folder that others can enter.</summary>
internal static class OwnerOnly
{
    private const uint OthersMayNothing = 0b000_111_111;

    public static void FromNowOn()
    {
        if (!OperatingSystem.IsWindows()) _ = SetMask(OthersMayNothing);
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);
}
